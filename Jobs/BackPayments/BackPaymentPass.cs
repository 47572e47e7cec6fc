using System.Collections.Concurrent;
using Disbursement.Domain.BackPayments;
using Disbursement.Jobs.Storage;
using Npgsql;

namespace Disbursement.Jobs.BackPayments;

/// <summary>People of a range, reconciled, and what was found of them.</summary>
internal sealed record ReconciledRange(
    IReadOnlyList<ReconciledPerson> People, IReadOnlyList<BackPaymentFinding> Findings);

/// <summary>
/// Everybody with a case, once, a range at a time. Nothing is kept from one range to the next, so memory does not grow
/// with people; two readers at most, because the database works beside them.
/// </summary>
internal sealed class BackPaymentPass(
    ContributionTable contributions, BackPaymentTerms terms, ListsKnown lists, PersonNumbers numbers, DateOnly today)
{
    public static async Task<BackPaymentPass> Open(
        NpgsqlConnection connection, DateOnly today, CancellationToken stop) => new(
            await TermsReading.Contributions(connection, stop), await TermsReading.Terms(connection, stop),
            await ListsKnown.Read(connection, stop), await PersonNumbers.Read(connection, stop), today);

    public BackPaymentTerms Terms => terms;

    public ContributionTable Contributions => contributions;

    public PersonNumbers Numbers => numbers;

    /// <summary>The business date.</summary>
    public DateOnly Today => today;

    /// <summary>Over one connection, in order: of one snapshot.</summary>
    public async IAsyncEnumerable<ReconciledRange> Ranges(
        NpgsqlConnection connection,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken stop)
    {
        await LargeSets.PrepareKeyOrder(connection, stop);
        var reading = new LedgerReading(connection, lists);
        foreach (var people in await LedgerReading.Parts(connection, numbers, stop))
            yield return Reconcile(await reading.People(people, numbers, stop));
    }

    /// <summary>
    /// Over connections of their own, while the caller's act keeps everybody else from making something known: so all
    /// see the same.
    /// </summary>
    public async Task All(
        NpgsqlDataSource source, NpgsqlConnection first, Func<ReconciledRange, Task> take, CancellationToken stop)
    {
        var waiting = new ConcurrentQueue<int[]>(await LedgerReading.Parts(first, numbers, stop));
        using var one = new SemaphoreSlim(1);
        await Task.WhenAll(Enumerable.Range(0, Math.Min(2, Math.Max(1, waiting.Count))).Select(_ => Task.Run(async () =>
        {
            await using var connection = await source.OpenConnectionAsync(stop);
            await LargeSets.PrepareKeyOrder(connection, stop);
            var reading = new LedgerReading(connection, lists);
            while (waiting.TryDequeue(out var people))
            {
                var range = Reconcile(await reading.People(people, numbers, stop));
                await one.WaitAsync(stop);
                try
                {
                    await take(range);
                }
                finally
                {
                    one.Release();
                }
            }
        }, stop)));
    }

    /// <summary>Some people only, by a number of each.</summary>
    public async Task<ReconciledRange> Of(NpgsqlConnection connection, int[] people, CancellationToken stop) =>
        Reconcile(await People(connection, people, stop));

    /// <summary>Some people, as they are known.</summary>
    public Task<List<PersonLedger>> People(NpgsqlConnection connection, int[] people, CancellationToken stop) =>
        new LedgerReading(connection, lists).People(numbers.All(people), numbers, stop);

    /// <summary>People of some cases, as they are known.</summary>
    public async Task<List<PersonLedger>> OfCases(
        NpgsqlConnection connection, IEnumerable<string> caseNumbers, CancellationToken stop) =>
        await People(connection, await LedgerReading.PeopleOf(connection, numbers, caseNumbers, stop), stop);

    private ReconciledRange Reconcile(List<PersonLedger> people)
    {
        var reconciled = people.ConvertAll(p => ReconciledPerson.Of(p, terms));
        return new ReconciledRange(
            reconciled, [.. reconciled.SelectMany(p => BackPaymentFindings.Of(p, contributions, terms, today))]);
    }
}
