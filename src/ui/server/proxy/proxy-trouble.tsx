import { CodeBlock } from '../../feedback/code-block';
import { Time } from '../../feedback/time';
import { Callout } from '../../primitives/callout';
import type { Outputs } from '../../trpc';
import { proxyName } from '../server-state';

type Proxy = Outputs['server']['proxy'];

/** Notice that the proxy has a problem or is not the one in the server's settings; nothing if all is well. */
export function ProxyTrouble({ proxy }: { proxy: Proxy }) {
  const { proxy_type: wanted, running_type: running } = proxy;
  const isOther = running !== 'NONE' && running !== wanted;
  if (wanted === 'NONE') return isOther ? <LeftProxy proxy={proxy} /> : null;
  if (proxy.problem_at !== null) return <Problem proxy={proxy} isOther={isOther} />;
  if (!isOther) return null;
  return (
    <Callout tone="busy" title={`${proxyName(running)} keeps serving for now.`}>
      {proxyName(wanted)} replaces it as soon as no deployment or other operation is running on this server.
    </Callout>
  );
}

/** Notice that a proxy still runs although the settings name none. */
function LeftProxy({ proxy }: { proxy: Proxy }) {
  return (
    <Callout tone="warn" title={`${proxyName(proxy.running_type)} is still running on this server.`}>
      <p>
        Gantry no longer updates it: domains keep working until the containers behind them are replaced. To
        stop it and free ports 80 and 443, run this on the machine. Certificates stay in its folder.
      </p>
      <CodeBlock label="Stop the proxy" text={`docker rm --force ${proxy.container_name}`} />
    </Callout>
  );
}

function Problem({ proxy, isOther }: { proxy: Proxy; isOther: boolean }) {
  const { proxy_type: wanted, running_type: running, problem, problem_at } = proxy;
  const name = proxyName(wanted);
  const title = isOther
    ? `${name} could not start, so ${proxyName(running)} keeps serving.`
    : `${name} has a problem.`;
  return (
    <Callout tone="bad" title={title}>
      {problem != null && <p className="wrap-anywhere">{problem}</p>}
      <p>
        {problem_at !== null && (
          <>
            Since <Time value={problem_at} />.{' '}
          </>
        )}
        {isOther
          ? `Domains keep working. Deployments of applications with domains are refused until this is resolved: fix the cause on the machine and restart the proxy, or switch the proxy back to ${proxyName(running)} in the settings. Gantry also retries automatically, at increasing intervals.`
          : 'Gantry tries to repair it every minute. Fix the cause on the machine, or restart the proxy.'}
      </p>
    </Callout>
  );
}
