/** The end of the sentence with which a change is refused. */
export const ALLOWED_MEANWHILE =
  'until then only keeping events longer, a new legal hold and less access for readers are allowed';
