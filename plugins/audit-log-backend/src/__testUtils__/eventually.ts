/** Tries until `attempt` doesn't throw, for a minute unless told otherwise. */
export async function eventually<T>(
  attempt: () => T | Promise<T>,
  patienceMs = 60_000,
): Promise<T> {
  const deadline = Date.now() + patienceMs;
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (Date.now() > deadline) {
        throw error;
      }
      await new Promise(resolve => setTimeout(resolve, 50));
    }
  }
}
