import type { Template } from '../../domain/compose/template';
import { notFound } from '../../domain/error';
import { judgeTemplate, type TemplateVerdict } from '../../engine/catalogue/judge';
import { builtInTemplates } from './built-in';
import { BUILT_IN } from './list-templates';

/** A template with what it will create. */
export interface TemplateDescription {
  template: Template;
  verdict: TemplateVerdict;
}

/** Describe a template. @param type `uptime-kuma`, or with its catalogue: `built-in/uptime-kuma` */
export function describeTemplate(type: string, now: Date): TemplateDescription {
  const template = findTemplate(type);
  if (!template) throw notFound('Template');
  return { template, verdict: judgeTemplate(template, now) };
}

/** The template of a type, or null. */
export function findTemplate(type: string): Template | null {
  const name = type.startsWith(`${BUILT_IN}/`) ? type.slice(BUILT_IN.length + 1) : type;
  return builtInTemplates().get(name) ?? null;
}
