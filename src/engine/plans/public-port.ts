import type { ComponentRef } from '../../domain/workload/component-spec';
import type { OperationRef } from '../../domain/workload/workload-ref';
import { oldFiles } from '../component/files';
import type { Step } from '../plan/types';
import { shortStep } from '../release/release';

/** Close the public port of a database, which keeps running. @param component what forwards the port */
export function closePublicPort({ operationUuid, workload }: OperationRef, component: ComponentRef): Step[] {
  const { name } = component;
  return [
    shortStep('previous', 'Check whether it is public', [
      { kind: 'find-previous', target: { operationUuid, workload, component }, proxy: null },
    ]),
    {
      ...shortStep('stop-previous', 'Close the public port', [
        { kind: 'stop-previous', component, fixedName: null, graceSeconds: 1 },
      ]),
      undo: [{ kind: 'start-previous', component: name, onlyWriter: null }],
    },
    {
      ...shortStep('remove-previous', 'Remove the forwarding container', [
        {
          kind: 'remove-previous',
          component: name,
          files: oldFiles({ operationUuid, workload, component: { name, files: [] } }),
        },
      ]),
      irrevocable: true,
      onFail: 'warn',
    },
  ];
}
