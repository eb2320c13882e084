import { allFields } from '../database/fields';

/** Members of all database engines. Each database has those of its own engine. */
export const engineFields: readonly string[] = Object.keys(allFields());
