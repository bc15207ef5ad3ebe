/** Runs steps under names, says how long each took, and sums up. */
export function createStages() {
  const taken = [];
  return {
    async stage(name, step) {
      console.log(`${name} …`);
      const start = Date.now();
      const result = await step();
      taken.push([name, Date.now() - start]);
      console.log(`${name}: ${seconds(Date.now() - start)}`);
      return result;
    },
    summary() {
      const total = taken.reduce((sum, [, ms]) => sum + ms, 0);
      return [...taken, ['together', total]]
        .map(([name, ms]) => `${seconds(ms).padStart(7)}  ${name}`)
        .join('\n');
    },
  };
}

function seconds(ms) {
  return `${Math.round(ms / 1000)} s`;
}
