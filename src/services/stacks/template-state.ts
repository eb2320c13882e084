import { z } from 'zod';
import type { Sealer } from '../../db/sealed';
import { templateDigest } from '../catalogues/digest';
import { type CataloguedTemplate, typeOf } from '../catalogues/find-template';
import type { TemplateInstance } from './template';

const templateState = z.object({
  /** With its catalogue. */
  type: z.string(),
  /** Version of the template. */
  digest: z.string(),
  /** The template's file, before a user changed it. */
  compose: z.string(),
  /** Values of the template's own variables. */
  values: z.record(z.string(), z.string()),
});

/** The template of a stack, in its current version. */
export type TemplateState = z.infer<typeof templateState>;

const templateBefore = z.object({ compose: z.string(), template: templateState });

/** What a rollback of a template update returns to. */
export type TemplateBefore = z.infer<typeof templateBefore>;

/** What a stack stores of its template. */
export function stateOf(found: CataloguedTemplate, { compose, values }: TemplateInstance): TemplateState {
  return {
    type: typeOf(found),
    digest: templateDigest(found.template),
    compose,
    values: Object.fromEntries(values),
  };
}

/** Seal the state: values of templates are passwords, and their files contain them. */
export function sealTemplate(sealer: Sealer, state: TemplateState): Uint8Array<ArrayBuffer> {
  return sealer.seal(JSON.stringify(state), 'stack_templates.state');
}

export function openTemplate(sealer: Sealer, sealed: Uint8Array): TemplateState {
  return templateState.parse(JSON.parse(sealer.open(sealed, 'stack_templates.state').reveal()));
}

export function sealBefore(sealer: Sealer, before: TemplateBefore): Uint8Array<ArrayBuffer> {
  return sealer.seal(JSON.stringify(before), 'stack_templates.before');
}

export function openBefore(sealer: Sealer, sealed: Uint8Array): TemplateBefore {
  return templateBefore.parse(JSON.parse(sealer.open(sealed, 'stack_templates.before').reveal()));
}
