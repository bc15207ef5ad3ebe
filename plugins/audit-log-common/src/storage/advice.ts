const advice = {
  expired: 'The credentials have expired: renew them.',
  unknown:
    'The storage does not accept these credentials: check the key and its secret.',
  denied:
    'These credentials may not do this here: check the policies of the identity and of the bucket.',
  missing:
    'The bucket or container does not exist: check its name, or create it.',
  clock:
    'The clocks of the backend and of the storage differ too much: synchronize them.',
  full: 'The storage takes no more: raise its quota, or make room.',
} as const;

/** Codes of the storages that leave no doubt, in lower case. */
const adviceOfCode = new Map<string, keyof typeof advice>(
  Object.entries({
    expiredtoken: 'expired',
    expiredtokenexception: 'expired',
    tokenrefreshrequired: 'expired',
    signaturedoesnotmatch: 'unknown',
    invalidaccesskeyid: 'unknown',
    invalidclienttokenid: 'unknown',
    unrecognizedclientexception: 'unknown',
    authenticationfailed: 'unknown',
    autherror: 'unknown',
    accessdenied: 'denied',
    allaccessdisabled: 'denied',
    authorizationfailure: 'denied',
    authorizationpermissionmismatch: 'denied',
    forbidden: 'denied',
    insufficientpermissions: 'denied',
    eacces: 'denied',
    eperm: 'denied',
    erofs: 'denied',
    nosuchbucket: 'missing',
    containernotfound: 'missing',
    notfound: 'missing',
    requesttimetooskewed: 'clock',
    requestinthefuture: 'clock',
    quotaexceeded: 'full',
    xminiostoragefull: 'full',
    enospc: 'full',
    edquot: 'full',
  }),
);

/** What clouds say that have one code for several causes. */
const expiredWords = /\bexpired\b|signature not valid in the specified time/i;

/**
 * What to do about a failure of a storage, in one sentence.
 *
 * @remarks
 * The error of a run and the message of a test begin with the storage's own
 * code, and its words say what happened. This says in the same words for every
 * cloud whose turn it is. Undefined where the code leaves room for doubt.
 *
 * @public
 */
export function storageAdvice(error: string): string | undefined {
  const [code] = /^\w+/.exec(error) ?? [''];
  const kind = adviceOfCode.get(code.toLowerCase());
  const isRefused = kind === 'unknown' || kind === 'denied';
  return (
    kind && advice[isRefused && expiredWords.test(error) ? 'expired' : kind]
  );
}
