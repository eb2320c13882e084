import { snakeCase } from '../domain/snake-case';

/** Select the columns of a table, which are field names in snake case, under the field names. */
export function selectedColumns(table: string, fields: readonly string[]): string[] {
  return fields.map((field) => `${table}.${snakeCase(field)} AS "${field}"`);
}

/** List the arguments of `json_build_object` for an object with these fields of a table. */
export function jsonMembers(table: string, fields: readonly string[]): string {
  return fields.map((field) => `'${field}', ${table}.${snakeCase(field)}`).join(', ');
}
