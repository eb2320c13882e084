import { z } from 'zod';
import type { ComposeHealthcheck } from '../../../domain/compose/service';
import { duration, flag, integer, record, text } from './forms';

type Test = ComposeHealthcheck['test'];

const test = z.unknown().transform((value, context): Test | 'none' => {
  const refuse = (message: string): never => {
    context.addIssue({ code: 'custom', message });
    return z.NEVER;
  };
  if (typeof value === 'string') return value === '' ? null : { kind: 'shell', command: value };
  const list = z.array(text).safeParse(value);
  if (!list.success) return refuse('Must be a string or a list of strings.');
  const [first, ...rest] = list.data;
  if (first === undefined) return null;
  if (first === 'NONE') return 'none';
  if (first !== 'CMD' && first !== 'CMD-SHELL')
    return refuse('The list must start with CMD, CMD-SHELL or NONE.');
  if (rest.length === 0) return refuse(`${first} must be followed by a command.`);
  return first === 'CMD' ? { kind: 'argv', argv: rest } : { kind: 'shell', command: rest[0] ?? '' };
});

export const healthcheck = record({
  test: test.optional(),
  interval: duration.optional(),
  timeout: duration.optional(),
  start_period: duration.optional(),
  start_interval: duration.optional(),
  retries: integer(0, 100_000).optional(),
  disable: flag.optional(),
}).transform((check): ComposeHealthcheck => {
  const disabled = check.disable === true || check.test === 'none';
  return {
    disabled,
    test: disabled || check.test === 'none' ? null : (check.test ?? null),
    interval: check.interval ?? null,
    timeout: check.timeout ?? null,
    startPeriod: check.start_period ?? null,
    startInterval: check.start_interval ?? null,
    retries: check.retries ?? null,
  };
});
