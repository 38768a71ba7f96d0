using System.Collections.Immutable;
using Brine.Salt.Pillar;
using Brine.Salt.States;

namespace Brine.Planner.Desired;

/// <summary>Declarations as written → desired state, typed and checked.</summary>
public static class DesiredCompiler
{
    public static DesiredCompilation Compile(
        ImmutableArray<StateDeclaration> states, ImmutableArray<PillarDocument> pillars, CompileOptions options) =>
        throw new NotImplementedException();
}
