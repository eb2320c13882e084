import { EventEmitter, on } from 'node:events';
import { z } from 'zod';
import { router, signedIn } from '../authorize';
import { eventStream } from '../event-stream';

/** What changed in the caller's organization. Small on purpose: the console reads the rows again. */
const change = z.object({ kind: z.string(), uuid: z.string() });

const changes = signedIn({
  input: z.strictObject({}),
  output: eventStream(change),
}).subscription(async function* ({ ctx, signal }) {
  const emitter = new EventEmitter();
  const unsubscribe = ctx.services.changes.subscribe(({ organizationId, kind, uuid }) => {
    if (organizationId === ctx.scope.organizationId) emitter.emit('change', { kind, uuid });
  });
  try {
    for await (const events of on(emitter, 'change', { signal })) {
      const event: z.input<typeof change> = events[0]; // `on` types the arguments of an event as an untyped list
      yield event;
    }
  } finally {
    unsubscribe();
  }
});

export const liveRouter = router({ changes });
