import { ViewContent } from './viewContent';

/** A view that comes with the audit log; `chart` shows it as one. */
export interface ReadyView extends ViewContent {
  name:
    | 'changes'
    | 'failures'
    | 'signIns'
    | 'denials'
    | 'permissions'
    | 'settings'
    | 'team'
    | 'newActors';
  chart?: string;
}

/** Why it failed is what is asked next. */
const withErrors = ['time', 'outcome', 'actor', 'what', 'target', 'error'];
/** And from where, as those who are denied are often unknown. */
const withAddress = ['time', 'actor', 'ip', 'what', 'target', 'error'];

/** Answers to what people ask most. */
export const readyViews: ReadyView[] = [
  {
    name: 'changes',
    q: 'severity>=medium -category:AUDIT_LOG,ACCESS',
    range: { kind: 'relative', last: '7d' },
  },
  {
    name: 'failures',
    q: 'outcome:failed',
    range: { kind: 'relative', last: '7d' },
    columns: withErrors,
  },
  {
    name: 'signIns',
    q: 'event:sign-in',
    range: { kind: 'relative', last: '30d' },
    chart: 'outcome.1d.stacked',
  },
  {
    name: 'denials',
    q: 'error:NotAllowedError,AuthenticationError,"Answered with 401","Answered with 403"',
    range: { kind: 'relative', last: '30d' },
    columns: withAddress,
  },
  {
    name: 'permissions',
    q: 'category:PERMISSIONS severity>=medium',
    range: { kind: 'relative', last: '30d' },
  },
  {
    name: 'settings',
    q: 'category:AUDIT_LOG severity>=high',
    range: { kind: 'relative', last: '90d' },
  },
];
