import { AuditLogRecorder } from 'backstage-plugin-audit-log-node';

/** The same recorder, whose status has more problems. */
export function withProblems(
  recorder: AuditLogRecorder,
  more: () => string[],
): AuditLogRecorder {
  const status = () => {
    const own = recorder.status();
    return { ...own, problems: [...own.problems, ...more()] };
  };
  return new Proxy(recorder, {
    get(target, key) {
      if (key === 'status') {
        return status;
      }
      const member: unknown = Reflect.get(target, key, target);
      return typeof member === 'function' ? member.bind(target) : member;
    },
  });
}
