export {
  type DeadJob,
  type EnqueueOptions,
  installJobs,
  type Jobs,
  jobs,
  type QueueOptions,
  WORKERS_LOCK,
} from './jobs.ts';
