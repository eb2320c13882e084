import type { ActionTable } from '../step/context';
import * as archives from './archives';
import * as builder from './builder';
import * as commands from './commands';
import { compareComponent } from './compare';
import { comparePlatforms } from './compare-platforms';
import { completeNixpacks } from './complete-nixpacks';
import * as containers from './containers';
import { countRows } from './count-rows';
import * as database from './database';
import * as dumps from './dumps';
import { execInContainer } from './exec';
import { findTool } from './find-tool';
import { awaitHealthyAction, watchAction } from './health';
import * as images from './images';
import * as jobs from './jobs';
import { checkLfsServers } from './lfs-servers';
import * as networks from './networks';
import * as planner from './planner';
import * as proxy from './proxy';
import { receiveImage } from './receive-image';
import * as s3 from './s3';
import * as checks from './server-checks';
import * as storages from './storages';
import { fetchSubmodules } from './submodules';
import * as task from './task';
import { transferImage } from './transfer-image';
import * as workload from './workload';

/** Function of each kind of action. */
export const actionTable: ActionTable = {
  log: commands.writeLog,
  'set-fact': commands.setFact,
  'check-docker': checks.checkDocker,
  'check-disk': checks.checkDisk,
  'check-host-ports': checks.checkHostPorts,
  'ensure-network': networks.ensureNetworkAction,
  'ensure-proxy': proxy.ensureProxyAction,
  command: commands.runCommand,
  'fetch-submodules': fetchSubmodules,
  'check-lfs-servers': checkLfsServers,
  'write-file': commands.writeFile,
  'check-inside': commands.checkInside,
  'remove-path': commands.removePath,
  'ensure-folder': storages.ensureFolder,
  'require-host-path': storages.requireHostPath,
  'check-host-paths': storages.checkHostPaths,
  'keep-attributes': storages.keepAttributesAction,
  'find-image': images.findImage,
  'push-image': images.pushImage,
  'detect-builder': builder.detectBuilder,
  'find-tool': findTool,
  'inject-variables': builder.injectVariables,
  'prepare-planner': planner.preparePlanner,
  'take-railpack-plan': planner.takeRailpackPlan,
  'remove-planner': planner.removePlanner,
  'complete-nixpacks': completeNixpacks,
  job: jobs.runJob,
  'docker-build': jobs.dockerBuild,
  'kill-job': jobs.killJob,
  'remove-job': jobs.removeJob,
  'pull-image': images.pullAction,
  'compare-platforms': comparePlatforms,
  'transfer-image': transferImage,
  'require-image': images.requireImage,
  'receive-image': receiveImage,
  'inspect-image': images.inspectImage,
  'find-previous': containers.findPrevious,
  exec: execInContainer,
  'clear-slot': containers.clearSlot,
  'create-container': containers.createContainer,
  'take-name': containers.takeName,
  'start-container': containers.startContainer,
  'compare-component': compareComponent,
  'await-healthy': awaitHealthyAction,
  watch: watchAction,
  'remove-new-container': containers.removeNewContainer,
  'switch-route': proxy.switchRouteAction,
  'restore-route': proxy.restoreRoute,
  'probe-route': proxy.probeRouteAction,
  drain: proxy.drainAction,
  'remove-route': proxy.removeRouteAction,
  'forget-slot': proxy.forgetSlot,
  'stop-workload': workload.stopWorkloadAction,
  'remove-containers': workload.removeContainersAction,
  'remove-orphans': workload.removeOrphansAction,
  'remove-objects': workload.removeObjectsAction,
  'check-data-folder': database.checkDataFolder,
  'change-credentials': database.changeCredentials,
  'run-in-container': database.runInContainer,
  'dump-database': dumps.dumpDatabase,
  'restore-dump': dumps.restoreDump,
  'count-rows': countRows,
  'begin-upload': s3.beginUploadAction,
  'upload-file': s3.uploadFile,
  'abort-upload': s3.abortUploadAction,
  'download-file': s3.downloadFile,
  'remove-object': s3.removeObjectAction,
  'copy-volume': dumps.copyVolume,
  'archive-data': archives.archiveData,
  'restore-archive': archives.restoreArchive,
  'ensure-volume': archives.ensureVolumeAction,
  'find-writers': archives.findWriters,
  'stop-writers': archives.stopWriters,
  'start-writers': archives.startWriters,
  'remove-uploaded': archives.removeUploaded,
  'find-task-container': task.findTaskContainer,
  'run-task': task.runTask,
  'require-task-status': task.requireTaskStatus,
  'start-workload': dumps.startWorkloadAction,
  'stop-previous': containers.stopPrevious,
  'start-previous': containers.startPrevious,
  'remove-previous': containers.removePrevious,
};
