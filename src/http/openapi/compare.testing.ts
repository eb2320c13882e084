import type { Answer, Fields, OperationFacts } from './facts.testing';

/** Say what an operation lacks of the reference, and where it contradicts it. What it has besides does not count. */
export function compare(reference: OperationFacts, ours: OperationFacts | undefined): string[] {
  if (!ours) return ['is missing'];
  const answers = [...reference.answers].flatMap(([status, answer]) => {
    const own = ours.answers.get(status);
    return own ? compareAnswers(status, answer, own) : [`never answers ${status}`];
  });
  return [
    ...compareRequests('query', reference.query, ours.query),
    ...compareRequests('body', reference.body, ours.body),
    ...answers,
  ];
}

function compareRequests(part: string, reference: Fields, ours: Fields): string[] {
  const names = (holds: (name: string) => boolean) =>
    [...new Set([...reference.keys(), ...ours.keys()])].filter(holds);
  const isKnown = (name: string) => reference.has(name) || !/[.[]/.test(name);
  const isRequired = (fields: Fields, name: string) => fields.get(name)?.isRequired ?? false;
  const types = [...reference].flatMap(([name, { types }]) => {
    const own = ours.get(name)?.types ?? [];
    const refused = own.length > 0 ? types.filter((type) => !allows(own, type)) : [];
    return refused.length > 0 ? [`${part} ${name} is no ${refused.join(' or ')}`] : [];
  });
  return [
    ...sentence(`${part} lacks`, missing(reference, ours)),
    ...sentence(
      `${part} requires`,
      names((each) => isKnown(each) && isRequired(ours, each) && !isRequired(reference, each)),
    ),
    ...sentence(
      `${part} does not require`,
      names((each) => ours.has(each) && isRequired(reference, each) && !isRequired(ours, each)),
    ),
    ...types,
  ];
}

function compareAnswers(status: string, reference: Answer, ours: Answer): string[] {
  if (reference.type !== undefined && ours.type !== undefined && reference.type !== ours.type)
    return [`${status} is ${ours.type}, not ${reference.type}`];
  const types = [...reference.fields].flatMap(([name, { types }]) => {
    const own = ours.fields.get(name)?.types ?? [];
    const isOther = own.length > 0 && types.length > 0 && !types.some((type) => allows(own, type));
    return isOther ? [`${status} ${name} is ${own.join(' or ')}, not ${types.join(' or ')}`] : [];
  });
  return [...sentence(`${status} lacks`, missing(reference.fields, ours.fields)), ...types];
}

/** Get the names of absent fields. An absent object counts once. */
function missing(reference: Fields, ours: Fields): string[] {
  const absent = [...reference.keys()].filter((name) => !ours.has(name));
  return absent.filter(
    (name) => !absent.some((other) => name.startsWith(`${other}.`) || name.startsWith(`${other}[`)),
  );
}

function allows(types: readonly string[], type: string): boolean {
  return types.includes(type) || (type === 'integer' && types.includes('number'));
}

function sentence(start: string, names: readonly string[]): string[] {
  return names.length > 0 ? [`${start} ${names.join(', ')}`] : [];
}
