import { multiLine } from './text';

const MAX_BYTES = 65_535;

/** Free-text description: anything printable, saved and shown literally. */
export const description = multiLine(MAX_BYTES);
