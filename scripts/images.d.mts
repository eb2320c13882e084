/** Part of an image: `lay` fills a folder, and `key` changes when the result would. */
export interface ImageLayer {
  key: string;
  lay(root: string): Promise<void>;
}

export interface ImageConfig {
  Env?: string[];
  Cmd?: string[];
  Entrypoint?: string[];
  ExposedPorts?: Record<string, object>;
  WorkingDir?: string;
  StopSignal?: string;
  Healthcheck?: {
    Test: string[];
    Interval?: number;
    Timeout?: number;
    Retries?: number;
    StartPeriod?: number;
  };
}

export function archiveOf(name: string): Promise<string>;
export function layersOf(name: string): Promise<ImageLayer[]>;
export function packed(name: string, layers: ImageLayer[], config: ImageConfig): Promise<string>;
export function digestOf(texts: string[]): string;
