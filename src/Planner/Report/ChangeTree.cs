using Brine.Planner.Plan;

namespace Brine.Planner.Report;

/// <summary>The changes of one declaration as the nested dictionary that Salt makes of them.</summary>
internal sealed class ChangeTree
{
    private readonly List<KeyValuePair<string, ChangeTree>> _children = [];

    private ChangeTree()
    {
    }

    /// <summary>The value of a leaf; null for a dictionary.</summary>
    public ChangeValue? Leaf { get; private set; }

    /// <summary>In the order of the changes.</summary>
    public IReadOnlyList<KeyValuePair<string, ChangeTree>> Children => _children;

    /// <summary>Two changes of one path become one: the first one's old value, the last one's new.</summary>
    public static ChangeTree Of(IEnumerable<Change> changes)
    {
        var root = new ChangeTree();
        foreach (var change in changes)
        {
            var node = change.Path.Aggregate(root, (at, key) => at.Below(key));
            node.Below("old").Leaf ??= change.Old;
            node.Below("new").Leaf = change.New;
        }

        return root;
    }

    public static ChangeTree Of(ChangeValue value)
    {
        var node = new ChangeTree();
        if (value is ChangeValue.Map map)
            foreach (var item in map.Items)
                node._children.Add(KeyValuePair.Create(item.Key, Of(item.Value)));
        else
            node.Leaf = value;
        return node;
    }

    private ChangeTree Below(string key)
    {
        foreach (var child in _children)
            if (child.Key == key)
                return child.Value;
        var made = new ChangeTree();
        _children.Add(KeyValuePair.Create(key, made));
        return made;
    }
}
