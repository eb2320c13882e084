import { randomBytes, randomUUID } from 'node:crypto';
import { Secret } from '../../domain/secret';
import { randomText } from '../../lib/random';
import { signJwt } from '../compose/magic-values';

const lowerAlphanumeric = 'abcdefghijklmnopqrstuvwxyz0123456789';
const MAX_LENGTH = 4096;
const jwtExpiry = Date.UTC(2030, 0, 1) / 1000;

/** Sources of the values of a template. */
export interface TemplateSurroundings {
  /** Returns a host name of the resource, a further one at each call. */
  host: () => string;
  /** Returns a port that is free on the server. */
  port: () => number;
  now: Date;
}

type TemplateFunction = (
  argument: string | null,
  surroundings: TemplateSurroundings,
  variable: (name: string) => string | undefined,
) => string | null;

function sized(otherwise: number, make: (length: number) => string): TemplateFunction {
  return (argument) => {
    const length = argument === null ? otherwise : Number(argument);
    return Number.isInteger(length) && length >= 1 && length <= MAX_LENGTH ? make(length) : null;
  };
}

function time(unit: (milliseconds: number) => number): TemplateFunction {
  return (argument, { now }) => {
    const moment = argument === null ? now.getTime() : Date.parse(argument);
    return Number.isNaN(moment) ? null : String(Math.floor(unit(moment)));
  };
}

const milliseconds = time((moment) => moment);
const hex = (bytes: number): string => randomBytes(bytes).toString('hex');

/** Functions of the folder format (`templates.md` §2.2); null for an invalid argument. */
const functions: Readonly<Record<string, TemplateFunction>> = {
  domain: (_argument, { host }) => host(),
  password: sized(16, (length) => randomText(length, lowerAlphanumeric)),
  base64: sized(32, (bytes) => randomBytes(bytes).toString('base64')),
  hash: sized(8, (length) => randomText(length, '0123456789abcdef')),
  uuid: () => randomUUID(),
  username: () => `user${randomText(8, lowerAlphanumeric)}`,
  email: () => `user${randomText(8, lowerAlphanumeric)}@example.com`,
  randomPort: (_argument, { port }) => String(port()),
  timestamp: milliseconds,
  timestampms: milliseconds,
  timestamps: time((moment) => moment / 1000),
  jwt: (argument, { now }, variable) => {
    if (argument === null) return hex(256);
    if (/^\d+$/.test(argument))
      return sized(256, hex)(argument, { host: () => '', port: () => 0, now }, variable);
    const colon = argument.indexOf(':');
    const secretName = colon === -1 ? argument : argument.slice(0, colon);
    const payloadName = colon === -1 ? null : argument.slice(colon + 1);
    const claims = payloadName === null ? {} : jsonObject(variable(payloadName) ?? payloadName);
    if (claims === null) return null;
    const issued = { iss: 'dokploy', iat: Math.floor(now.getTime() / 1000), exp: jwtExpiry, ...claims };
    return signJwt(issued, new Secret(variable(secretName) ?? secretName)).reveal();
  },
};

function jsonObject(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

/** Evaluate a call such as `password:32`; null when it is not a function. */
export function callTemplateFunction(
  call: string,
  surroundings: TemplateSurroundings,
  variable: (name: string) => string | undefined,
): string | null {
  const colon = call.indexOf(':');
  const name = colon === -1 ? call : call.slice(0, colon);
  const found = Object.hasOwn(functions, name) ? functions[name] : undefined;
  return found?.(colon === -1 ? null : call.slice(colon + 1), surroundings, variable) ?? null;
}
