/** Matchers of Traefik 3, with the least and the most of their values. */
const matchers: Readonly<Record<string, readonly [least: number, most: number]>> = {
  Host: [1, 1],
  HostRegexp: [1, 1],
  Path: [1, 1],
  PathPrefix: [1, 1],
  PathRegexp: [1, 1],
  Method: [1, 1],
  Header: [2, 2],
  HeaderRegexp: [2, 2],
  Query: [1, 2],
  QueryRegexp: [1, 2],
  ClientIP: [1, 1],
};

const LONGEST_RULE = 2048;
/** Parentheses and negations inside each other. */
const DEEPEST = 32;

/** Check a rule in the syntax of Traefik 3. @returns what is wrong with it; null: nothing */
export function ruleProblem(rule: string): string | null {
  if (rule.length > LONGEST_RULE) return `Must not be longer than ${LONGEST_RULE} characters.`;
  try {
    new RuleReader(rule).read();
    return null;
  } catch (error) {
    if (error instanceof RuleError) return error.message;
    throw error;
  }
}

class RuleError extends Error {}

class RuleReader {
  private at = 0;

  constructor(private readonly rule: string) {}

  read(): void {
    this.expression(0);
    if (this.at < this.rule.length) throw this.expected('&& or ||');
  }

  private expression(depth: number): void {
    do this.term(depth);
    while (this.take(/&&|\|\|/y));
  }

  private term(depth: number): void {
    if (depth > DEEPEST) throw new RuleError('Has too many parentheses inside each other.');
    if (this.take(/!/y)) this.term(depth + 1);
    else if (this.take(/\(/y)) {
      this.expression(depth + 1);
      if (!this.take(/\)/y)) throw this.expected(')');
    } else this.matcher();
  }

  private matcher(): void {
    const name = this.take(/[A-Za-z]+/y);
    const counts = matchers[name ?? ''];
    if (name === null || !counts)
      throw new RuleError(`Must consist of these matchers: ${Object.keys(matchers).join(', ')}.`);
    if (!this.take(/\(/y)) throw this.expected('(');
    const values: string[] = [];
    do values.push(this.value());
    while (this.take(/,/y));
    if (!this.take(/\)/y)) throw this.expected(')');
    const [least, most] = counts;
    if (values.length < least || values.length > most)
      throw new RuleError(`${name} takes ${least === most ? least : `${least} or ${most}`} values.`);
    if (/^Path(?:Prefix)?$/.test(name) && !values[0]?.startsWith('/'))
      throw new RuleError(`The path of ${name} must begin with /.`);
  }

  private value(): string {
    const text = this.take(/`[^`]*`|"(?:[^"\\]|\\.)*"/y);
    if (text === null) throw this.expected('a value in backticks');
    return text.slice(1, -1);
  }

  /** Take a token and the spaces around it; null when it is not next. */
  private take(token: RegExp): string | null {
    while (this.rule[this.at] === ' ') this.at++;
    token.lastIndex = this.at;
    const found = token.exec(this.rule)?.[0] ?? null;
    this.at += found?.length ?? 0;
    while (this.rule[this.at] === ' ') this.at++;
    return found;
  }

  private expected(what: string): RuleError {
    return new RuleError(`Must have ${what} at character ${this.at + 1}.`);
  }
}
