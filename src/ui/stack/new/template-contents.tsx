import type { ReactNode } from 'react';
import { CodeBlock } from '../../feedback/code-block';
import { Callout } from '../../primitives/callout';
import { Disclosure } from '../../primitives/disclosure';
import { Facts } from '../../primitives/facts';
import type { Outputs } from '../../trpc';

type Template = Outputs['template']['get'];

/** What a template creates, which values it asks for, and what it needs on the host. */
export function TemplateContents({ template }: { template: Template }) {
  const { services, volumes, domains, ports, variables, file } = template;
  const generated = variables.filter((each) => each.is_generated).length;
  const facts: (readonly [string, ReactNode])[] = [
    [
      'Components',
      <Lines key="services" lines={services.map(({ name, image }) => `${name} · ${image ?? 'built'}`)} />,
    ],
    ['Volumes', <Lines key="volumes" lines={volumes} />],
    ['Domains', <Lines key="domains" lines={domains.map(toDomain)} />],
    ...(ports.length > 0 ? [['Ports', <Lines key="ports" lines={ports.map(toPort)} />] as const] : []),
    ['Generated values', generated === 0 ? 'none' : String(generated)],
  ];
  return (
    <div className="space-y-4">
      <HostAccess template={template} />
      <Facts facts={facts} />
      <Required template={template} />
      <Disclosure title="Compose file" detail={`${file.split('\n').length} lines`}>
        <CodeBlock text={file} label="compose file" />
      </Disclosure>
    </div>
  );
}

function HostAccess({ template: { needs_host_access, policy } }: { template: Template }) {
  if (!needs_host_access) return null;
  return (
    <Callout tone="warn" title="This template requires host access">
      <p>An organization setting controls whether this is allowed.</p>
      <Lines lines={policy.map(({ service, message }) => (service ? `${service}: ${message}` : message))} />
    </Callout>
  );
}

/** Names of the variables that need a value before the first start. */
export function requiredVariables({ variables }: Template): string[] {
  return variables
    .filter((each) => each.is_required && each.default === null && !each.is_generated)
    .map(({ name }) => name);
}

function Required({ template }: { template: Template }) {
  const names = requiredVariables(template);
  if (names.length === 0) return null;
  return (
    <Callout title="Some values are required before it can start">
      Set {names.join(', ')} on its Variables page, then start the service.
    </Callout>
  );
}

function toDomain({ service, port, path }: Template['domains'][number]): string {
  return `${service}${path === '/' ? '' : path}${port === null ? '' : ` · port ${port}`}`;
}

function toPort({ service, host_port, container_port, protocol }: Template['ports'][number]): string {
  return `${service} · ${host_port ?? 'any'} → ${container_port}/${protocol}`;
}

function Lines({ lines }: { lines: string[] }) {
  if (lines.length === 0) return 'none';
  return (
    <ul className="font-normal">
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  );
}
