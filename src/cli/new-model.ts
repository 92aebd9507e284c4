/** A small whole model to start from: valid as it stands, with every section that most models need. */
export function newModelText(): string {
  return `# A model: quantities and how they change. See docs/language.md; check it with: toguna check FILE
title: A new model
about: People join a group by contact and leave it; jobs slow the joining.
time: {unit: month, start: 2022-01, end: 2026-12, step: 0.25}
units: [person, USD]

parameters:
  pool:
    title: People who could join
    unit: person
    value: 5000
    grade: assumed
  contact:
    title: Rate of joining by contact
    unit: 1/month
    value: 0.06
    distribution: {kind: lognormal, p05: 0.04, p95: 0.09}
    grade: assumed
  exit_rate:
    title: Rate of leaving
    unit: 1/month
    value: 0.02
    grade: assumed
  job_effect:
    title: Fall of the joining rate per job
    unit: 1/person
    value: 0.0003
    distribution: {kind: triangular, low: 0, mode: 0.0003, high: 0.0006}
    grade: assumed
  job_cost:
    title: Cost of a job for a month
    unit: USD/(person*month)
    value: 90
    grade: assumed

levers:
  jobs:
    title: Jobs
    unit: person
    min: 0
    max: 2000
    kind: jobs
    cost: job_cost

stocks:
  outside: {title: Outside the group, unit: person, initial: pool, floor: 0}
  members: {title: Members, unit: person, initial: 50, floor: 0}

flows:
  joining:
    title: Joining
    unit: person/month
    from: outside
    to: members
    equation: contact * exp(-job_effect * jobs) * members * outside / pool
  leaving:
    title: Leaving
    unit: person/month
    from: members
    to: outside
    equation: exit_rate * members

metrics:
  joined: {title: People who joined, unit: person, equation: joining, over_time: sum, better: lower}
  members: {title: Members at the end, unit: person, equation: members, over_time: end, better: lower}
  cost: {title: Cost, unit: USD, equation: policy_cost, over_time: sum, better: lower}

report: [members, joining]
`;
}
