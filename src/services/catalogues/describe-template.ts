import { notFound } from '../../domain/error';
import { judgeTemplate, type TemplateVerdict } from '../../engine/catalogue/judge';
import type { Scope } from '../context';
import { type CataloguedTemplate, findTemplate } from './find-template';

/** A template with what it will create. */
export interface TemplateDescription extends CataloguedTemplate {
  verdict: TemplateVerdict;
}

/** Describe a template, or 404. @param type `uptime-kuma`, or with its catalogue: `built-in/uptime-kuma` */
export async function describeTemplate(
  scope: Pick<Scope, 'db' | 'clock'>,
  type: string,
): Promise<TemplateDescription> {
  const found = await findTemplate(scope, type);
  if (!found) throw notFound('Template');
  return { ...found, verdict: judgeTemplate(found.template, scope.clock.now()) };
}
