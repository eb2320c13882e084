/**
 * A value as the bytes of its JSON, as PostgreSQL wrote them. Where nothing in it has to change it is sent as it is:
 * reading a list of a hundred rows into objects and writing them again costs more than the list.
 */
export class JsonText<T> {
  /** In UTF-8. */
  readonly bytes: Buffer;

  constructor(bytes: Buffer) {
    this.bytes = bytes;
  }

  parse(): T {
    return JSON.parse(this.bytes.toString('utf8')) as T; // the statement that wrote it names the members of T
  }
}
