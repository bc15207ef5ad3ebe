import { CsvValue, csvRow } from 'backstage-plugin-audit-log-common';
import { stringify } from 'csv-stringify/sync';
import fc from 'fast-check';

/** Text that CSV has to be careful with, more often than chance would. */
const text = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({
    unit: fc.constantFrom(
      ...['"', ',', '\r', '\n', '\t', ' ', "'", '=', '+', '-', '@'],
      ...['\uFF0B', '\uFF0D', '\uFF1D', '\uFF20', '\uFEFF', '\u2028', 'a'],
    ),
  }),
);

const value = fc.oneof(
  text,
  fc.integer(),
  fc.constant(null),
  fc.constant(undefined),
);

it.each([false, true])(
  'writes what a CSV library writes (formula guard: %s)',
  formulaGuard => {
    fc.assert(
      fc.property(fc.array(value, { minLength: 1 }), values => {
        expect(csvRow(values as CsvValue[], { formulaGuard })).toBe(
          stringify([values], {
            record_delimiter: '\r\n',
            // By itself the library leaves a lone line feed without quotes.
            quoted_match: /[\r\n]/,
            escape_formulas: formulaGuard,
          }),
        );
      }),
      { numRuns: 2_000 },
    );
  },
);
