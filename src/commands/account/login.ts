import { createClient } from '../../client/client';
import { configPath, readSignIns, writeSignIns } from '../connection/config-file';
import { readProjectFile } from '../connection/project-file';
import { cleanUrl, openSession, type PlaceFlags } from '../connection/session';
import type { JsonFlags } from '../flags';
import { printObject } from '../output/print';
import type { Terminal } from '../terminal';
import { WrongUse } from '../wrong-use';
import { tokenOfDevice } from './device-login';

export interface LoginFlags {
  readonly url?: string;
  readonly withToken?: boolean;
}

/**
 * `login`: store a token that a user confirms in the console, or one from standard input, once Gantry has accepted it.
 */
export async function login(this: Terminal, flags: LoginFlags): Promise<void> {
  const { env } = this.process;
  const file = await readProjectFile(this.folder);
  const url = cleanUrl(flags.url ?? env.GANTRY_URL ?? file.url ?? 'http://localhost:3000');
  const token = flags.withToken ? (await this.secret('Token')).trim() : await tokenOfDevice(this, url);
  if (!token) throw new WrongUse('Standard input is empty. Pass the token on standard input.');
  const { organization, user } = await createClient({ url, token }).apiKey.current.query();
  const others = (await readSignIns(env)).filter(
    (each) => each.url !== url || each.organization !== organization.name,
  );
  await writeSignIns(env, [{ url, organization: organization.name, token }, ...others]);
  this.process.stderr.write(
    `Signed in to ${url} as ${user.email}, organization ${organization.name}. Stored in ${configPath(env)}.\n`,
  );
}

/** `logout`: remove the stored sign-ins of a Gantry. Their tokens stay valid. */
export async function logout(this: Terminal, flags: { url?: string; org?: string }): Promise<void> {
  const all = await readSignIns(this.process.env);
  const isMeant = ({ url, organization }: { url: string; organization: string }) =>
    (!flags.url || url === cleanUrl(flags.url)) && (!flags.org || organization === flags.org);
  const kept = all.filter((each) => !isMeant(each));
  await writeSignIns(this.process.env, kept);
  this.process.stderr.write(
    `Forgot ${all.length - kept.length} sign-ins. Their tokens stay valid until they are revoked.\n`,
  );
}

/** `whoami`: print the user, the organization and the token that commands use. */
export async function whoami(this: Terminal, flags: PlaceFlags & JsonFlags): Promise<void> {
  const { client, url } = await openSession(this, flags);
  const token = await client.apiKey.current.query();
  if (flags.json !== undefined) return printObject(this, token, flags.json);
  printObject(this, {
    url,
    user: `${token.user.name} <${token.user.email}>`,
    organization: token.organization.name,
    token: token.name,
    abilities: token.abilities,
    expires: token.expires_at ?? 'never',
  });
}
