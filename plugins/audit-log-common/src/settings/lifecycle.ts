/**
 * Every state of audit logging.
 *
 * @public
 */
export const lifecycleStates = [
  'disabled',
  'enabling',
  'enabled',
  'disabling',
] as const;

/** @public */
export type LifecycleState = (typeof lifecycleStates)[number];

/**
 * Every command. `enable` and `disable` are an Admin's; `activated`,
 * `activation-failed` and `deactivated` are the system's own.
 *
 * @public
 */
export const lifecycleCommands = [
  'enable',
  'activated',
  'activation-failed',
  'disable',
  'deactivated',
] as const;

/** @public */
export type LifecycleCommand = (typeof lifecycleCommands)[number];

const transitions: Record<
  LifecycleState,
  Partial<Record<LifecycleCommand, LifecycleState>>
> = {
  disabled: { enable: 'enabling' },
  enabling: {
    activated: 'enabled',
    'activation-failed': 'disabled',
    disable: 'disabling',
  },
  enabled: { disable: 'disabling' },
  disabling: { deactivated: 'disabled' },
};

/**
 * The state that follows `state` on `command`, or undefined where the command
 * isn't legal in that state.
 *
 * @public
 */
export function nextState(
  state: LifecycleState,
  command: LifecycleCommand,
): LifecycleState | undefined {
  return transitions[state][command];
}
