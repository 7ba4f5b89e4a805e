export { type DeadJob, type EnqueueOptions, installJobs, type Jobs, jobs, type QueueOptions } from './jobs.ts';
