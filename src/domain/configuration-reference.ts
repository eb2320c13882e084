import { Document, type ScalarTag } from 'yaml';

/** Where a value outside the document is. */
export type ReferenceKind = 'secret' | 'env' | 'file';

/** A value by name: `!secret NAME`, `!env NAME`, `!file PATH`. */
export class Reference {
  constructor(
    readonly kind: ReferenceKind,
    readonly name: string,
  ) {}
}

export const secret = (...parts: readonly string[]) => new Reference('secret', parts.join('.'));

function tagOf(kind: ReferenceKind): ScalarTag {
  return {
    tag: `!${kind}`,
    identify: (value) => value instanceof Reference && value.kind === kind,
    resolve: (text) => new Reference(kind, text),
    stringify: ({ value }) => {
      const { name } = value as Reference; // `identify` has checked it
      return /^[\w./][\w./-]*$/.test(name) ? name : JSON.stringify(name);
    },
  };
}

export const referenceTags: ScalarTag[] = (['secret', 'env', 'file'] as const).map(tagOf);

/** Write a document as YAML, without wrapping long lines, so that a changed word changes only its line. */
export function toYaml(value: unknown, comment: string): string {
  const document = new Document(value, { customTags: referenceTags, aliasDuplicateObjects: false });
  document.commentBefore = comment;
  return document.toString({ lineWidth: 0 });
}
