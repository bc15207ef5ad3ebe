import { Findings } from './Findings';
import { firstLine } from './firstLine';

/** Reads of a file; where that fails, what else there is is checked all the same. */
export async function readOrSay<T>(
  file: string,
  findings: Findings,
  read: () => Promise<T>,
): Promise<T | undefined> {
  try {
    return await read();
  } catch (error) {
    findings.addUnchecked(
      file,
      `It can't be read: ${firstLine((error as Error).message)}`,
    );
    return undefined;
  }
}
