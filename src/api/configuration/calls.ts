import { z } from 'zod';

/** Reference to the uuid of an object that an earlier call of the same plan creates, by the name in `makes`. */
const made = z.strictObject({ $made: z.string() });

export const plannedCall = z.object({
  procedure: z.string(),
  input: z.record(z.string(), z.unknown()),
  /** Name under which later calls refer to the uuid that this call returns. */
  makes: z.string().optional(),
});

export type PlannedCall = z.infer<typeof plannedCall>;

export const madeBy = (name: string) => ({ $made: name });

/** Replace the references in the input of a call with the uuids that earlier calls returned. */
export function resolved(
  input: PlannedCall['input'],
  uuids: ReadonlyMap<string, string>,
): PlannedCall['input'] {
  const entries = Object.entries(input).map(([name, value]) => {
    const reference = made.safeParse(value);
    return [name, reference.success ? uuids.get(reference.data.$made) : value] as const;
  });
  return Object.fromEntries(entries);
}
