import type { AcmeSettings } from '../../../domain/acme';
import type { DomainSpec } from '../../../domain/workload/routing';
import type { ContainerSpec } from '../../../transport/docker/api';
import type { Slot } from '../../plan/facts';
import type { ProxyAccess } from './access';
import type { CertificateFailure, LoadedCertificate } from './certificates';
import type { ReadCustomPart } from './custom-part';
import type { RouteInput } from './upstreams';

/** What one program's container has in addition to that of every proxy. */
export type ProgramSpec = Pick<ContainerSpec, 'entrypoint' | 'cmd' | 'env'> & {
  sysctls?: Readonly<Record<string, string>>;
};

/**
 * A program that can be the proxy of a server. Each method is for a container of this program; when none runs, call
 * only methods that say this is fine.
 */
export interface ProxyDriver
  extends ProxyContainer,
    ProxyRoutes,
    ProxySlots,
    ProxyCertificates,
    ProxySettings {}

interface ProxyContainer {
  program(machine: { kernelVersion: string }): ProgramSpec;
  /** Write the initial configuration. What the program or Gantry saved since takes precedence. */
  layOut(proxy: ProxyAccess): Promise<void>;
  /** Remove the routes it had before another program was the proxy. Certificates are kept. */
  forgetRoutes(proxy: ProxyAccess): Promise<void>;
  /** Reject if the program does not answer. */
  checkReady(proxy: ProxyAccess): Promise<void>;
  /** Count the routes of components. */
  countRoutes(proxy: ProxyAccess): Promise<number>;
  /** Whether open WebSockets survive a change of the routes. */
  keepsWebSockets(proxy: ProxyAccess): Promise<boolean>;
  /** Read what Gantry generated from domains from the program; passwords of visitors are left out. */
  readManaged(proxy: ProxyAccess): Promise<object>;
}

interface ProxyRoutes {
  /** Get the component's current routes, as text for `putBack`. */
  currentRoutes(proxy: ProxyAccess, key: string): Promise<string>;
  /** Replace the component's routes atomically; the same routes again change nothing. The slot is kept. */
  switchRoutes(proxy: ProxyAccess, input: RouteInput): Promise<void>;
  putBack(proxy: ProxyAccess, key: string, routes: string): Promise<void>;
  /** Write the component's routes, unless it has some: then it was switched meanwhile. */
  restoreRoutes(proxy: ProxyAccess, input: RouteInput, slot: Slot): Promise<void>;
  /** Remove the component's routes. Fine when no proxy runs. */
  removeRoutes(proxy: ProxyAccess, key: string): Promise<void>;
  /** Find the components without routes. */
  withoutRoutes(proxy: ProxyAccess, keys: readonly string[]): Promise<string[]>;
  /** List the components that have routes. */
  routedKeys(proxy: ProxyAccess): Promise<string[]>;
  /**
   * Request a domain and check which container answered. Any status is fine: the component's health was checked
   * before; this only proves that requests reach it.
   * @param upstream `host:port` that must answer
   */
  probe(proxy: ProxyAccess, domain: DomainSpec, upstream: string): Promise<void>;
  /** Count what still runs on these upstreams (`host:port`). */
  countRunning(proxy: ProxyAccess, upstreams: readonly string[]): Promise<number>;
}

/** What users set for the whole proxy. */
interface ProxySettings {
  readCustomPart: ReadCustomPart;
  /**
   * Redirect requests for hosts that nothing serves to a URL, as it is; null: answer 404.
   * @param url valid by `redirectTarget` (domain)
   * @returns whether that changed
   */
  setFallback(proxy: ProxyAccess, url: string | null): Promise<boolean>;
}

/** Slot that serves each component. */
interface ProxySlots {
  /** Read the slot that serves. Fine when no proxy runs. */
  readSlot(proxy: ProxyAccess, key: string): Promise<Slot>;
  /** Switch atomically between two requests. Fine when no proxy runs. */
  writeSlot(proxy: ProxyAccess, key: string, slot: Slot): Promise<void>;
}

interface ProxyCertificates {
  /**
   * Set the ACME server that the proxy gets its certificates from, and the certificates it loads.
   * @returns whether anything changed, and whether that needs a restart
   * @throws RefusedByProxy
   */
  setTls(
    proxy: ProxyAccess,
    acme: AcmeSettings,
    certificates: readonly LoadedCertificate[],
  ): Promise<{ isChanged: boolean; mustRestart: boolean }>;
  /** List the domains served over HTTPS. */
  httpsDomains(proxy: ProxyAccess): Promise<string[]>;
  /** Read why certificates are missing, by domain. */
  certificateFailures(proxy: ProxyAccess): Promise<ReadonlyMap<string, CertificateFailure>>;
  /** Make the program retry failed domains, if it does not do so on its own. */
  retryCertificates(proxy: ProxyAccess, failures: ReadonlyMap<string, CertificateFailure>): Promise<void>;
}
