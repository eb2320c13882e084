import { z } from 'zod';

const message = 'Must be a port between 1 and 65535.';

/** A TCP port of a server. */
export const port = z.int(message).min(1, message).max(65_535, message);
