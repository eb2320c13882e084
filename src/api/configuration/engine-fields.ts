import { allFields } from '../database/fields';

/** Members of the engines of databases: each database has those of its own. */
export const engineFields: readonly string[] = Object.keys(allFields());
