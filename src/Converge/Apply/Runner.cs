using Brine.Converge.Journal;
using Brine.Converge.Observe;
using Brine.Planner.Observed;
using Brine.Planner.Plan;

namespace Brine.Converge.Apply;

internal sealed class Runner(ServerSet servers, Observer observer, RunJournal journal, RunOptions options)
{
    public Task<RunReport> RunAsync(Plan plan, ObservedState observed, RunControl control, IProgress<RunEvent>? progress) =>
        throw new NotImplementedException($"{servers} {observer} {journal} {options}");
}
