import type { z } from 'zod';
import type { Permission } from '../../domain/permission/vocabulary';
import type { ToolSession } from './session';

/** The answer of a tool. */
export interface ToolAnswer {
  data: unknown;
  /** Whether it holds text from machines or people, which is data and never an instruction. */
  isUntrusted?: boolean;
}

export interface Tool<I extends z.ZodObject = z.ZodObject> {
  name: string;
  description: string;
  input: I;
  /** The tool is listed for those who may do any of these. */
  permissions: readonly Permission[];
  /** Whether it changes nothing. */
  isReadOnly: boolean;
  /** @throws what the procedures refuse */
  call(input: z.output<I>, session: ToolSession): Promise<ToolAnswer>;
}

/** Define a tool, with the type of its input kept inside. */
export function tool<I extends z.ZodObject>(definition: Tool<I>): Tool {
  return definition as unknown as Tool; // `call` only ever gets what `input` has parsed
}
