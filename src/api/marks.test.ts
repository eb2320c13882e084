import { readFileSync } from 'node:fs';
import type { AnyTRPCProcedure, AnyTRPCRouter } from '@trpc/server';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { isBeyondNames, isSensitive } from '../domain/sensitive';
import { appRouter } from './root';
import { type SchemaField, schemaFields } from './schema-fields';

/**
 * Fields whose names suggest a secret carry a mark (authorization contract §7), or are listed here with the reason why
 * not. Redaction relies on the marks alone, so a second place must notice a forgotten one.
 */
const secretWords = new Set(['password', 'passcode', 'token', 'secret', 'key', 'compose', 'env']);

function soundsSecret(name: string): boolean {
  const words = name
    .replace(/[A-Z]/g, (letter) => `_${letter}`)
    .toLowerCase()
    .split('_');
  return words.some((word) => secretWords.has(word.replace(/s$/, '')));
}

const shownOnce = 'the one answer in which its owner gets it';
const setting = 'how a build runs, not what is in it';
const name = 'a name, an id or a fingerprint';

const unmarkedOutputs: Record<string, string> = {
  cloud_token_uuid: name,
  compose_parsing_version: setting,
  docker_compose_custom_build_command: setting,
  docker_compose_custom_start_command: setting,
  docker_compose_domains: setting,
  docker_compose_location: setting,
  git_token: 'the name of the token and its forge',
  ignore_unknown_keys: setting,
  key_id: name,
  key_name: name,
  max_key_days: 'a number of days',
  password: 'authMethod.list, coderUser.authMethods: whether this way of signing in is on',
  private_key_uuid: name,
  token_name: name,
  'apiKey.create token': shownOnce,
  'apiKey.create token_coder': shownOnce,
  'apiKey.create token_coolify': shownOnce,
  'apiKey.rotate token': shownOnce,
  'apiKey.rotate token_coder': shownOnce,
  'apiKey.rotate token_coolify': shownOnce,
  'application.bulkUpdateEnvs key': 'the name of the variable',
  'database.bulkUpdateEnvs key': 'the name of the variable',
  'stack.bulkUpdateEnvs key': 'the name of the variable',
  'stack.listEnvs key': 'the name of the variable',
  'stack.updateEnv key': 'the name of the variable',
  'application.listEnvs key': 'the name of the variable',
  'database.listEnvs key': 'the name of the variable',
  'application.updateEnv key': 'the name of the variable',
  'database.updateEnv key': 'the name of the variable',
  'teamVariable.listEnvs key': 'the name of the variable',
  'teamVariable.updateEnv key': 'the name of the variable',
  'projectVariable.listEnvs key': 'the name of the variable',
  'projectVariable.updateEnv key': 'the name of the variable',
  'environmentVariable.listEnvs key': 'the name of the variable',
  'environmentVariable.updateEnv key': 'the name of the variable',
  'serverVariable.listEnvs key': 'the name of the variable',
  'serverVariable.updateEnv key': 'the name of the variable',
  'coderKey.create key': shownOnce,
  'deviceLogin.collect token': shownOnce,
  'invitation.create token': shownOnce,
  'session.login session_token': shownOnce,
  'twoFactor.begin secret': shownOnce,
  'webhookNotification.rotateSecret signing_secret': shownOnce,
  'webhookNotification.update signing_secret': shownOnce,
};

const unmarkedColumns: Record<string, string> = {
  'ApiKey.createdByKeyId': name,
  'Application.dockerComposeCustomBuildCommand': setting,
  'Application.dockerComposeCustomStartCommand': setting,
  'Application.dockerComposeDomains': setting,
  'Application.dockerComposeLocation': setting,
  'Application.privateKeyId': name,
  'AuditLog.keyId': name,
  'DnsCertificate.cloudTokenId': name,
  'AuditLog.sealKey': name,
  'Operation.dedupeKey': 'a digest of what is asked for',
  'EnvironmentVariable.key': 'the name of the variable; its value is sealed',
  'SharedVariable.key': 'the name of the variable; its value is sealed',
  'Organization.maxKeyDays': 'a number of days',
  'PrivateKey.publicKey': 'public',
  'Server.hostKey': 'the public key that the machine presents',
  'Server.hostKeyFingerprint': name,
  'Server.presentedHostKey': 'the public key that the machine presents',
  'Server.presentedHostKeyFingerprint': name,
  'GithubApp.privateKeyId': name,
  'Server.privateKeyId': name,
  'User.passcodeFailures': 'a count',
};

interface Field extends SchemaField {
  procedure: string;
}

const procedures: Record<string, AnyTRPCProcedure> = (appRouter as AnyTRPCRouter)._def.procedures;
const outputs = Object.entries(procedures).flatMap(([path, procedure]) => {
  const { output } = procedure._def as unknown as { output: z.ZodType }; // present at run time, private in the types
  return schemaFields(output).map((field): Field => ({ procedure: path, ...field }));
});

/** Whether a field is a switch, which reveals only yes or no. */
function isSwitch(schema: z.ZodType): boolean {
  return schema instanceof z.ZodBoolean;
}

describe('fields of answers', () => {
  const unmarked = outputs.filter(
    (field) =>
      soundsSecret(field.name) &&
      !isSwitch(field.schema) &&
      !isSensitive(field.schema) &&
      !isBeyondNames(field.schema),
  );
  const isListed = (field: Field) =>
    field.name in unmarkedOutputs || `${field.procedure} ${field.name}` in unmarkedOutputs;

  it('are found at all', () => expect(outputs.length).toBeGreaterThan(300));

  it('that sound like secrets are marked, or excused', () => {
    const forgotten = unmarked.filter((field) => !isListed(field));
    expect(forgotten.map((field) => `${field.procedure} ${field.name}`)).toEqual([]);
  });

  it('are excused only while they exist', () => {
    const used = new Set(unmarked.flatMap((field) => [field.name, `${field.procedure} ${field.name}`]));
    expect(Object.keys(unmarkedOutputs).filter((entry) => !used.has(entry))).toEqual([]);
  });
});

describe('columns', () => {
  const schema = readFileSync(new URL('../../prisma/schema.prisma', import.meta.url), 'utf8');
  const columns = [...schema.matchAll(/^model (\w+) \{([\s\S]*?)^\}/gm)].flatMap(([, model, body]) =>
    [...(body ?? '').matchAll(/^ {2}(\w+)\s+(\w+)(\[\])?/gm)].map(([, column, type]) => ({
      model: model ?? '',
      column: column ?? '',
      type: type ?? '',
    })),
  );
  /** Marks of this schema: `Bytes` is sealed (db/sealed.ts), `…Hash` is a digest. */
  const unmarked = columns.filter(
    ({ column, type }) =>
      soundsSecret(column) && ['String', 'Json', 'Int'].includes(type) && !/hash$/i.test(column),
  );

  it('that sound like secrets are sealed or digests, or excused', () => {
    const listed = unmarked.map(({ model, column }) => `${model}.${column}`);
    expect(listed.filter((each) => !(each in unmarkedColumns))).toEqual([]);
    expect(Object.keys(unmarkedColumns).filter((each) => !listed.includes(each))).toEqual([]);
  });

  it('with sealed values are Bytes', () => {
    const sealed = columns.filter(({ column }) => column.endsWith('Sealed'));
    expect(sealed.length).toBeGreaterThan(1);
    expect(sealed.filter(({ type }) => type !== 'Bytes')).toEqual([]);
  });
});
