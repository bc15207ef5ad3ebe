const isFault = ({ status } = {}) => status >= 500;

/** The requests that the portal could not answer. */
export function faultsIn(plan, answers) {
  return plan.filter(({ index }) => isFault(answers.get(index)));
}

const describe = ({ attack, index, method, path }) =>
  `${attack} ${index}, ${method} ${path.slice(0, 120)}`;

export function noFaultOfOurOwn({ plan, answers, controlAnswers }) {
  return faultsIn(plan, answers)
    .filter(({ index }) => !isFault(controlAnswers.get(index)))
    .map(
      request =>
        `${describe(request)} was answered with ${
          answers.get(request.index).status
        }, and without the audit log with ${JSON.stringify(
          controlAnswers.get(request.index),
        )}`,
    );
}

export function everyRequestEnds({ plan, answers }) {
  return plan
    .filter(({ index }) => (answers.get(index)?.end ?? 'none') === 'none')
    .filter(({ index }) => answers.get(index)?.status === undefined)
    .map(request => `${describe(request)} had no answer`);
}
