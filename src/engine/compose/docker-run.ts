import { stringify } from 'yaml';
import { type Service, shortNames, switches, valued } from './docker-run-options';
import { deepEscaped } from './render-parts';
import { shellWords } from './shell-words';

export type Conversion =
  | { ok: true; compose: string; notes: readonly string[] }
  | { ok: false; message: string };

/** Convert `docker run …` to a compose file. What its options require is checked afterwards, as for any other file. */
export function convertDockerRun(text: string): Conversion {
  const words = shellWords(text.trim());
  return words === null ? refused('A quote is not closed.') : convertDockerWords(words);
}

/** Convert a `docker run` command that is split into words. */
export function convertDockerWords(given: readonly string[]): Conversion {
  const words = [...given];
  while (['sudo', 'docker', 'podman', 'container', 'run'].includes(words[0] ?? '')) words.shift();
  const service: Service = {};
  const notes: string[] = [];
  while (words[0]?.startsWith('-') === true) {
    const problem = takeOption(words, service, notes);
    if (problem !== null) return refused(problem);
  }
  const image = words.shift();
  if (image === undefined) return refused('The command has no image.');
  const name = serviceName(service.container_name, image);
  const complete = { image, ...service, ...(words.length > 0 && { command: words }) };
  return {
    ok: true,
    compose: stringify({ services: { [name]: deepEscaped(complete) } }, { lineWidth: 0 }),
    notes,
  };
}

function refused(message: string): Conversion {
  return { ok: false, message };
}

/** Take one option and its value from the front of the words. Returns what is wrong with it, or null. */
function takeOption(words: string[], service: Service, notes: string[]): string | null {
  const word = words.shift() ?? '';
  if (word === '--') return null;
  if (!word.startsWith('--')) return takeShort(word.slice(1), words, service);
  const [, name = '', inline] = /^--([^=]*)(?:=([\s\S]*))?$/.exec(word) ?? [];
  const toggle = Object.hasOwn(switches, name) ? switches[name] : undefined;
  if (toggle) {
    if (inline !== 'false') toggle(service);
    return null;
  }
  const put = Object.hasOwn(valued, name) ? valued[name] : undefined;
  if (!put) return `The option --${name.slice(0, 40)} has no counterpart in a compose file.`;
  const value = inline ?? words.shift();
  if (value === undefined) return `The option --${name} needs a value.`;
  if ((name === 'network' || name === 'net') && value !== 'host' && value !== 'none')
    notes.push(`The network ${value.slice(0, 80)} is left out, because a stack has its own network.`);
  put(service, value);
  return null;
}

/** Take short options: `-it`, `-p 80:80`, `-p80:80`. */
function takeShort(letters: string, words: string[], service: Service): string | null {
  for (let index = 0; index < letters.length; index++) {
    const letter = letters[index] ?? '';
    const name = Object.hasOwn(shortNames, letter) ? (shortNames[letter] ?? '') : '';
    const toggle = switches[name];
    const put = valued[name];
    if (toggle) toggle(service);
    else if (put) {
      const rest = letters.slice(index + 1).replace(/^=/, '');
      const value = rest === '' ? words.shift() : rest;
      if (value === undefined) return `The option -${letter} needs a value.`;
      put(service, value);
      return null;
    } else return `The option -${letter} has no counterpart in a compose file.`;
  }
  return null;
}

/** Name the service after the container, else after the image. */
function serviceName(container: unknown, image: string): string {
  const base =
    typeof container === 'string' ? container : (image.split('/').at(-1) ?? '').replace(/[:@].*$/, '');
  const name = base
    .toLowerCase()
    .replaceAll(/[^a-z0-9-]+/g, '-')
    .replaceAll(/^-+|-+$/g, '');
  return name === '' ? 'app' : name.slice(0, 63);
}
