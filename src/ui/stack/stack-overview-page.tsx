'use client';

import { Section } from '../page/section';
import { paths } from '../paths';
import { Facts } from '../primitives/facts';
import { Link } from '../primitives/link';
import { Cell, Row, RowList } from '../primitives/row-list';
import { ListSkeleton } from '../primitives/skeleton';
import { Status } from '../primitives/status';
import type { Stack } from '../resources';
import { ServerTrouble } from '../server/server-trouble';
import { conditionTone, describeStatus } from '../workload/condition';
import { TemplateUpdate } from './template-update';
import { useStack } from './use-stack';

export function StackOverviewPage({ uuid }: { uuid: string }) {
  const { stack, server } = useStack(uuid);
  if (!stack) return <ListSkeleton label="components" rows={3} />;
  return (
    <>
      <ServerTrouble server={server} />
      <TemplateUpdate stack={stack} />
      <Section title="Components" description="The services in its compose file and their state.">
        <RowList
          label="Components"
          rows={[...stack.applications, ...stack.databases]}
          keyOf={(component) => component.uuid}
        >
          {(component) => <ComponentRow component={component} />}
        </RowList>
      </Section>
      <Facts
        facts={[
          [
            'Server',
            <Link key="server" href={paths.server(stack.server_uuid)} className="hover:underline">
              {server?.name} <code className="text-ink-3">{server?.ip}</code>
            </Link>,
          ],
          [
            'Id',
            <code key="id" className="text-ink-3">
              {stack.uuid}
            </code>,
          ],
        ]}
      />
    </>
  );
}

function ComponentRow({ component }: { component: Stack['applications'][number] }) {
  const { name, human_name: humanName, image, fqdn, status } = component;
  return (
    <Row compact title={humanName ?? name} detail={<code>{image}</code>}>
      <Cell className="hidden max-w-96 truncate sm:block" above>
        {(fqdn ?? '')
          .split(',')
          .filter((url) => url !== '')
          .map((url) => (
            <a key={url} href={withoutPort(url)} className="block truncate text-accent-text hover:underline">
              {withoutPort(url)}
            </a>
          ))}
      </Cell>
      <Cell className="w-36">
        <Status tone={conditionTone(status)}>{describeStatus(status)}</Status>
      </Cell>
    </Row>
  );
}

/** Remove the port of a URL, which is the port of the container: browsers connect to the proxy. */
function withoutPort(url: string): string {
  return url.replace(/^(https?:\/\/[^/:]+):\d+/, '$1');
}
