import { createClient } from '../../client/client';
import type { Client } from '../../client/client-type';
import type { Terminal } from '../terminal';
import { WrongUse } from '../wrong-use';
import { readSignIns, type SignIn } from './config-file';
import { type Place, readProjectFile } from './project-file';

/** Flags of every command that sends requests to a Gantry. */
export interface PlaceFlags {
  readonly url?: string;
  readonly org?: string;
  readonly project?: string;
  readonly env?: string;
}

/** A connection to a Gantry, and the place that commands apply to. */
export interface Session {
  readonly url: string;
  readonly token: string;
  readonly client: Client;
  readonly place: Place;
}

const defaultUrl = 'http://localhost:3000';

/** Open a session. URL and token come from flags, then the environment, then `.gantry.toml`, then the sign-ins. */
export async function openSession(
  terminal: Terminal,
  flags: PlaceFlags & { app?: string },
): Promise<Session> {
  const { env } = terminal.process;
  const file = await readProjectFile(terminal.folder);
  // Flags that were not given have no value.
  const given = Object.entries(flags).filter(([, value]) => value);
  const fromEnv = env.GANTRY_URL ? { url: env.GANTRY_URL } : {};
  const place: Place = { ...file, ...fromEnv, ...Object.fromEntries(given) };
  const signIn = env.GANTRY_TOKEN ? null : await chooseSignIn(terminal, place);
  const url = cleanUrl(place.url ?? signIn?.url ?? defaultUrl);
  const token = env.GANTRY_TOKEN ?? signIn?.token ?? '';
  return { url, token, client: createClient({ url, token }), place };
}

async function chooseSignIn(terminal: Terminal, { url, org }: Place): Promise<SignIn> {
  const all = await readSignIns(terminal.process.env);
  const fitting = all.filter(
    (each) => (!url || each.url === cleanUrl(url)) && (!org || each.organization === org),
  );
  const [first] = fitting;
  if (first) return first;
  const where = [url && `at ${url}`, org && `in ${org}`].filter(Boolean).join(' ');
  throw new WrongUse(
    `You are not signed in${where && ` ${where}`}. Run: gantry login --with-token${url ? ` --url ${url}` : ''} < FILE, or set GANTRY_TOKEN.`,
  );
}

/** Get the origin of a URL. @throws WrongUse for any other text */
export function cleanUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (!url || !/^https?:$/.test(url.protocol))
    throw new WrongUse(
      `${text} is not a valid Gantry address. Use a URL such as https://gantry.example.com.`,
    );
  return (url.origin + url.pathname).replace(/\/+$/, '');
}
