import { refusal } from '../fixtures';
import { readSaveProblem } from './saveProblem';

describe('readSaveProblem', () => {
  it.each([
    [
      "Body field 'name' is 'main': expected a name that no other storage integration has",
      'name',
      'Expected a name that no other storage integration has',
    ],
    [
      "Body field 'identity.profile' is 'x': y': expected the name of a s3 profile",
      'profile',
      "Y': expected the name of a s3 profile",
    ],
    [
      "Body field 'account' is 'metadata.internal': expected a storage of the cloud itself",
      'destination',
      'Expected a storage of the cloud itself',
    ],
    [
      "Body field 'destination' is missing: expected string",
      'destination',
      'Expected string',
    ],
  ])('reads %j', (sentence, field, text) => {
    expect(readSaveProblem(refusal(400, sentence))).toEqual({
      field,
      text,
      isConflict: false,
    });
  });

  it('keeps what names no field as it is', () => {
    expect(readSaveProblem(refusal(500, 'The database is away'))).toEqual({
      text: 'The database is away',
      isConflict: false,
    });
    expect(readSaveProblem(new Error('Failed to fetch'))).toEqual({
      text: 'Failed to fetch',
      isConflict: false,
    });
  });

  it('knows that somebody else was faster', () => {
    expect(readSaveProblem(refusal(412, 'Header if-match'))).toMatchObject({
      isConflict: true,
    });
  });
});
