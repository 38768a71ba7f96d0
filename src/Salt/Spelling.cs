namespace Brine.Salt;

/// <summary>How far two words are apart, to find the one that was meant.</summary>
public static class Spelling
{
    /// <summary>How many letters must be changed, put in or taken out to make one word of the other.</summary>
    public static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var cost = Math.Min(Math.Min(row[j], row[j - 1]) + 1, diagonal + (a[i - 1] == b[j - 1] ? 0 : 1));
                (diagonal, row[j]) = (row[j], cost);
            }
        }
        return row[b.Length];
    }
}
