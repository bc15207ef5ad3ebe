import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

/**
 * A sample of a page of the docs, so that tests run what people copy.
 *
 * @param language - after the fence, such as `yaml`
 * @param containing - a text that the sample is found by
 */
export function docsExample(
  page: string,
  language: string,
  containing: string,
): string {
  const text = readFileSync(
    resolve(__dirname, '../../../../docs', page),
    'utf8',
  );
  const example = [...text.matchAll(/```(\w+)\n([^]*?)```/g)].find(
    ([, ofLanguage, sample]) =>
      ofLanguage === language && sample.includes(containing),
  );
  if (!example) {
    throw new Error(`docs/${page} has no ${language} with "${containing}"`);
  }
  return example[2];
}
