import { ForwardedError, toError } from '@backstage/errors';
import { NoteSigner } from 'backstage-plugin-audit-log-node';
import { readSigner, SignerOptions } from './readSigner';

/**
 * Reads what the log signs with once; tries again with each call where that
 * failed.
 */
export function lazySigner(
  options: SignerOptions & {
    onProblem?: (problem: string | undefined) => void;
  },
): () => Promise<NoteSigner> {
  let signer: NoteSigner | undefined;
  let problem: string | undefined;
  const tell = (next: string | undefined) => {
    if (next !== problem) {
      problem = next;
      options.onProblem?.(next);
    }
  };
  return async () => {
    if (!signer) {
      try {
        signer = await readSigner(options);
        tell(undefined);
      } catch (error) {
        tell(
          `The key of the audit log can't be read, so checkpoints and exports can't be signed: ${
            toError(error).message
          }`,
        );
        throw new ForwardedError("The audit log can't sign", error);
      }
    }
    return signer;
  };
}
