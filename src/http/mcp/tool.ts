import type { z } from 'zod';
import type { Permission } from '../../domain/permission/vocabulary';
import type { ToolSession } from './session';

/** Result of a tool. */
export interface ToolAnswer {
  data: unknown;
  /** Whether it contains text from machines or people, which is data and never an instruction. */
  isUntrusted?: boolean;
}

export interface Tool<I extends z.ZodObject = z.ZodObject> {
  name: string;
  description: string;
  input: I;
  /** Permissions of which any one is enough to list the tool. */
  permissions: readonly Permission[];
  /** Whether the tool changes nothing. */
  isReadOnly: boolean;
  /** @throws what the procedures throw */
  call(input: z.output<I>, session: ToolSession): Promise<ToolAnswer>;
}

/** Define a tool, and hide the type of its input. */
export function tool<I extends z.ZodObject>(definition: Tool<I>): Tool {
  return definition as unknown as Tool; // `call` only receives what `input` has parsed
}
