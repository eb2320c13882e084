/**
 * A value as JSON bytes from PostgreSQL. If nothing in it must change it is sent unchanged: parsing a list of a
 * hundred rows and writing it again costs more than the query.
 */
export class JsonText<T> {
  /** In UTF-8. */
  readonly bytes: Buffer;

  constructor(bytes: Buffer) {
    this.bytes = bytes;
  }

  parse(): T {
    return JSON.parse(this.bytes.toString('utf8')) as T; // the statement that wrote it selects the members of T
  }
}
