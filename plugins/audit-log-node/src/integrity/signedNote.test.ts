import { generateKeyPairSync } from 'node:crypto';
import { checkpointText, parseCheckpoint } from './checkpoint';
import {
  generateNoteKey,
  openNote,
  parseVerifierKey,
  readNoteKey,
  signNote,
  verifierKey,
} from './signedNote';

// The example of the Go package golang.org/x/mod/sumdb/note.
const goKey =
  'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW';
const goNote =
  'If you think cryptography is the answer to your problem,\n' +
  "then you don't know what your problem is.\n" +
  '\n' +
  '— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n';

const signer = {
  name: 'portal.example/audit-log',
  privateKey: generateNoteKey(),
};
const verifier = parseVerifierKey(verifierKey(signer));

describe('signed notes', () => {
  it('opens the example of the Go implementation', () => {
    const { text, signedBy } = openNote(goNote, [parseVerifierKey(goKey)]);
    expect(text).toContain('If you think cryptography');
    expect(signedBy.map(({ name }) => name)).toEqual(['PeterNeumann']);
  });

  it('refuses the example with any character of its text changed', () => {
    const known = [parseVerifierKey(goKey)];
    for (let i = 0; i < goNote.indexOf('\n\n'); i++) {
      const changed = `${goNote.slice(0, i)}~${goNote.slice(i + 1)}`;
      expect(() => openNote(changed, known)).toThrow('is wrong');
    }
  });

  it('opens what it signed, also beside signatures of others', () => {
    const text = 'line 1\n\nline 3\n';
    const note = signNote(text, signer);
    expect(openNote(note, [verifier])).toEqual({ text, signedBy: [verifier] });
    const witness = { name: 'witness', privateKey: generateNoteKey() };
    const both = note + signNote(text, witness).slice(text.length + 1);
    expect(openNote(both, [verifier]).text).toBe(text);
    expect(
      openNote(both, [verifier, parseVerifierKey(verifierKey(witness))])
        .signedBy,
    ).toHaveLength(2);
  });

  it('is not opened by a key of another name, or another key', () => {
    const note = signNote('x\n', signer);
    const other = { name: signer.name, privateKey: generateNoteKey() };
    const renamed = { ...signer, name: 'elsewhere' };
    for (const wrong of [other, renamed]) {
      expect(() =>
        openNote(note, [parseVerifierKey(verifierKey(wrong))]),
      ).toThrow('The note is not signed by');
    }
  });

  it.each(['', 'text', 'text\n', 'text\n\nno signature\n', 'text\n\n— a b'])(
    'refuses %j',
    note => {
      expect(() => openNote(note, [verifier])).toThrow(/^The note/);
    },
  );

  it('refuses verifier keys that are none', () => {
    for (const wrong of [
      '',
      goKey.replace('c74f20a3', 'c74f20a4'),
      goKey.replace('ARpc', 'Apc'),
      goKey.replace('PeterNeumann', 'Peter Neumann'),
    ]) {
      expect(() => parseVerifierKey(wrong)).toThrow('Invalid verifier key');
    }
  });

  it('reads Ed25519 keys in PEM, and no others', () => {
    const pem = signer.privateKey.export({ type: 'pkcs8', format: 'pem' });
    expect(
      verifierKey({ name: signer.name, privateKey: readNoteKey(String(pem)) }),
    ).toBe(verifierKey(signer));
    const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
    expect(() =>
      readNoteKey(String(rsa.export({ type: 'pkcs8', format: 'pem' }))),
    ).toThrow('expected "ed25519"');
    expect(() => readNoteKey('nonsense')).toThrow();
  });
});

describe('checkpoints', () => {
  const checkpoint = { origin: 'o', size: 7, root: Buffer.alloc(32, 9) };

  it('read as they were written, extensions passed over', () => {
    const text = checkpointText(checkpoint);
    expect(parseCheckpoint(text)).toEqual(checkpoint);
    expect(parseCheckpoint(`${text}more\n`)).toEqual(checkpoint);
  });

  it.each(['', 'o\n7\n', 'o\n-1\nAAAA\n', 'o\n07\n', '\n7\n', 'o\n7\nAAAA\n'])(
    'refuses %j',
    text => {
      expect(() => parseCheckpoint(text)).toThrow('Malformed checkpoint');
    },
  );
});
