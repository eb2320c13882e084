/** A part of a line with one style. `color` is a name in tokens.css. */
export interface AnsiSegment {
  text: string;
  color: AnsiColor | null;
  bold: boolean;
}

const colors = ['black', 'red', 'green', 'yellow', 'blue', 'magenta', 'cyan', 'white'] as const;
export type AnsiColor = (typeof colors)[number];

const escapes =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences begin with a control character
  /\u001b(?:\[([0-9;:]*)([@-~])|\[[0-?]*[ -/]*[@-~]|[\]P^_X][^\u0007\u001b]*(?:\u0007|\u001b\\)?|[ -~])/g;
// biome-ignore lint/suspicious/noControlCharactersInRegex: what is left of control characters is not text; a tab is
const controls = /[\u0000-\u0008\u000a-\u001f\u007f-\u009f]/g;

/**
 * Parse the colours and bold text of an output line; every other sequence (titles, clipboard, cursor, links) is dropped
 * (deployment contract D10.4). If carriage returns redraw the line, only its last state is kept.
 */
export function parseAnsi(line: string): AnsiSegment[] {
  const drawn = lastDrawing(line);
  const segments: AnsiSegment[] = [];
  let look: Omit<AnsiSegment, 'text'> = { color: null, bold: false };
  let from = 0;
  const push = (text: string) => {
    const clean = text.replace(controls, '');
    if (clean !== '') segments.push({ text: clean, ...look });
  };
  for (const match of drawn.matchAll(escapes)) {
    push(drawn.slice(from, match.index));
    from = match.index + match[0].length;
    if (match[2] === 'm') look = applyCodes(match[1] ?? '', look);
  }
  push(drawn.slice(from));
  return segments;
}

/** Remove the escape sequences of a line, for searching, copying and saving. */
export function stripAnsi(line: string): string {
  return lastDrawing(line).replace(escapes, '').replace(controls, '');
}

function lastDrawing(line: string): string {
  const trimmed = line.replace(/\r+$/, '');
  return trimmed.slice(trimmed.lastIndexOf('\r') + 1);
}

/**
 * Apply SGR codes (ECMA-48 §8.3.117): 30–37 and 90–97 set the colour, 38 selects from a palette of which the first 16
 * are kept.
 */
function applyCodes(text: string, look: Omit<AnsiSegment, 'text'>): Omit<AnsiSegment, 'text'> {
  let { color, bold } = look;
  const codes = text.split(/[;:]/).map(Number);
  for (let at = 0; at < codes.length; at += 1) {
    const code = codes[at] ?? 0;
    if (code === 0) [color, bold] = [null, false];
    else if (code === 1) bold = true;
    else if (code === 22) bold = false;
    else if (code === 39) color = null;
    else if (code >= 30 && code <= 37) color = colors[code - 30] ?? null;
    else if (code >= 90 && code <= 97) color = colors[code - 90] ?? null;
    else if (code === 38 && codes[at + 1] === 5) {
      const index = codes[at + 2] ?? 16;
      color = index < 16 ? (colors[index % 8] ?? null) : null;
      at += 2;
    } else if (code === 38 || code === 48) at += codes[at + 1] === 5 ? 2 : 4;
  }
  return { color, bold };
}
