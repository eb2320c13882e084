/** Match a Redis pattern (`SCAN … MATCH`): `*`, `?`, `[a-z]`, `[^a]`, and `\` before a literal character. */
export function matchesGlob(pattern: string): (text: string) => boolean {
  let source = '';
  for (let at = 0; at < pattern.length; at++) {
    const character = pattern[at] ?? '';
    if (character === '*') source += '.*';
    else if (character === '?') source += '.';
    else if (character === '[') {
      const end = endOfClass(pattern, at);
      source += characterClass(pattern.slice(at + 1, end));
      at = end;
    } else if (character === '\\' && at + 1 < pattern.length) source += literal(pattern[++at] ?? '');
    else source += literal(character);
  }
  const expression = new RegExp(`^${source}$`, 's');
  return (text) => expression.test(text);
}

/** Find the `]` that ends the class begun at `start`; the end of the pattern when there is none. */
function endOfClass(pattern: string, start: number): number {
  for (let at = start + 1; at < pattern.length; at++) {
    if (pattern[at] === '\\') at++;
    else if (pattern[at] === ']') return at;
  }
  return pattern.length;
}

function characterClass(body: string): string {
  const isNegated = body.startsWith('^');
  const members: string[] = [];
  const rest = isNegated ? body.slice(1) : body;
  for (let at = 0; at < rest.length; at++) {
    if (rest[at] === '\\' && at + 1 < rest.length) members.push(literal(rest[++at] ?? ''));
    else if (rest[at + 1] === '-' && at + 2 < rest.length) {
      const ends = [rest[at] ?? '', rest[at + 2] ?? ''].sort();
      members.push(`${literal(ends[0] ?? '')}-${literal(ends[1] ?? '')}`);
      at += 2;
    } else members.push(literal(rest[at] ?? ''));
  }
  if (members.length === 0) return isNegated ? '.' : '(?!)';
  return `[${isNegated ? '^' : ''}${members.join('')}]`;
}

function literal(character: string): string {
  return character.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
}
