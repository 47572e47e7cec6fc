using Disbursement.Domain.Duties;
using Disbursement.Domain.Payouts;

namespace Disbursement.Jobs.HandOver;

/// <summary>Where a file stands. Beside the states of a run there are two that end a file and not the run.</summary>
public enum FileState
{
    Exported,
    Sending,
    Sent,
    InDoubt,
    Settled,

    /// <summary>The bank took none of it: a new transmission follows.</summary>
    Rejected,

    /// <summary>Written anew before it was handed over, because rows were struck out.</summary>
    Replaced,
}

/// <summary>A bank file as it is kept, with how far it is.</summary>
/// <param name="FirstIdNumber">Rows of the bank from here to <paramref name="LastIdNumber"/> are in it.</param>
/// <param name="StruckThrough">The last act of striking out that it takes account of.</param>
/// <param name="Folder">Where it lies.</param>
public sealed record BankFileRow(
    int RunId, string Name, string Bank, short BankOrdinal, string Profile, short Part, short Transmission,
    string MessageId, string FirstIdNumber, string LastIdNumber, long Count, long SumFen, long Bytes, string Sha256,
    long StruckThrough, string Folder, FileState State)
{
    public Signed? HandedOver { get; init; }

    public DateOnly? HandedOverOn { get; init; }

    /// <summary>签收 by the bank; null: not yet.</summary>
    public string? Receipt { get; init; }

    /// <summary>The day of the 签收.</summary>
    public DateOnly? ReceiptOn { get; init; }

    public long? AnsweredAct { get; init; }

    /// <summary>What one person says of a file in doubt, or rejected; a second one confirms it.</summary>
    public FileProposal? Proposal { get; init; }

    public bool IsLive => State is not (FileState.Rejected or FileState.Replaced);

    /// <summary>It left the house, or may have.</summary>
    public bool IsOut => State is FileState.Sending or FileState.Sent or FileState.InDoubt or FileState.Settled;

    /// <summary>A row of the run, by bank and identity number.</summary>
    public bool Holds(string? bank, string idNumber) => bank == Bank
        && string.CompareOrdinal(FirstIdNumber, idNumber) <= 0 && string.CompareOrdinal(idNumber, LastIdNumber) <= 0;

    /// <summary>The state as that of a run.</summary>
    public RunState AsRun => State switch
    {
        FileState.Sending => RunState.Sending,
        FileState.Sent => RunState.Sent,
        FileState.InDoubt => RunState.InDoubt,
        FileState.Settled => RunState.Settled,
        _ => RunState.Exported,
    };
}

/// <summary>What a person says became of a file.</summary>
/// <param name="Document">The bank's paper.</param>
public sealed record FileProposal(FileOutcome Outcome, Signed By, string Document, long Act);

/// <summary>What the bank's evidence says of a file.</summary>
public enum FileOutcome
{
    /// <summary>已收</summary>
    Received,

    /// <summary>未收: it may be sent again as it is.</summary>
    NotReceived,

    /// <summary>整批退回: the bank has it and paid none of it.</summary>
    Rejected,
}

public static class FileWords
{
    private static readonly (string Code, string Label)[] States =
    [
        ("exported", "待交盘"), ("sending", "交盘中"), ("sent", "已交盘"), ("in-doubt", "待核实"), ("settled", "已回盘"),
        ("rejected", "整批退回"), ("replaced", "已换新"),
    ];

    private static readonly (string Code, string Label)[] Outcomes =
        [("received", "已收"), ("not-received", "未收"), ("rejected", "整批退回")];

    public static string Code(this FileState state) => States[(int)state].Code;

    public static string Label(this FileState state) => States[(int)state].Label;

    public static string Code(this FileOutcome outcome) => Outcomes[(int)outcome].Code;

    public static string Label(this FileOutcome outcome) => Outcomes[(int)outcome].Label;

    public static IEnumerable<string> OutcomeCodes => Outcomes.Select(o => o.Code);

    /// <summary>From the stored code. It comes from our own tables.</summary>
    public static FileState StateOf(string code) => (FileState)Array.FindIndex(States, s => s.Code == code);

    public static FileOutcome? OutcomeOf(string? code) =>
        Array.FindIndex(Outcomes, o => o.Code == code) is >= 0 and var at ? (FileOutcome)at : null;
}
