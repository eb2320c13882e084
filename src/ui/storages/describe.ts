import { FileText, Folder, HardDrive, type LucideIcon, Server } from 'lucide-react';
import type { Storage } from '../resources';

/** Label and icon of a storage. */
export function lookOf(storage: Storage): { label: string; icon: LucideIcon } {
  if (storage.type === 'persistent')
    return storage.host_path === null
      ? { label: 'Volume', icon: HardDrive }
      : { label: 'Server path', icon: Server };
  if (storage.is_host_file) return { label: 'Server file', icon: Server };
  return storage.is_directory ? { label: 'Folder', icon: Folder } : { label: 'File', icon: FileText };
}

/** Location of a storage on the server. */
export function sourceOf(storage: Storage): string {
  if (storage.type === 'file') return storage.fs_path;
  return storage.host_path ?? storage.volume_name ?? storage.name;
}

/** Describe what happens to the content of a storage when the storage is deleted. */
export function whatStays(storage: Storage): string {
  if (storage.type === 'persistent' && storage.host_path === null)
    return `The volume ${storage.volume_name} stays on the server with all of its data. To use it again, add a volume named ${storage.name}.`;
  if (storage.type === 'file' && !storage.is_directory && !storage.is_host_file)
    return 'The file and its content are permanently deleted.';
  return `${sourceOf(storage)} stays on the server with all of its data.`;
}
