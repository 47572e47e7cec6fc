using Disbursement.Domain;
using Disbursement.Domain.Exceptions;
using Disbursement.Jobs.Papers;

namespace Disbursement.Jobs.BackPayments;

/// <summary>What a list that is handed out says of itself: whose it is, and its own sums, not the county's.</summary>
/// <param name="To">Whom it is for.</param>
internal sealed record PartyHead(BackPaymentHead Of, string To, int Count, long Fen)
    : PaperHead(Of.Authority, Of.Rehearsal)
{
    /// <summary>What makes it a letter: by when, and who answers for it.</summary>
    public static void Foot(PaperFiles files)
    {
        files.Note("请按“请办”一栏在期限内（收到之日起算）办理，把凭证或者办理结果交回我局；认为不该办的，请书面说明理由。联系电话：＿＿＿＿＿＿＿＿");
        files.Signatures(("经办人", ""), ("发出单位", ""));
    }

    public override string Stem => Of.Stem;

    public override string Family => Of.Family;

    public override string What => $"{To}　截至 {Spoken.Date(Of.Today)}";

    public override string Totals => $"共 {Count}项　{Money.Spoken(Fen)}";

    public override string Root => Of.Root;

    public override string Which => $"{To}　截至{Spoken.Date(Of.Today)}　{Mark}";

    public override string TitleOf(Paper paper) => Of.TitleOf(paper);

    public override bool IsOlder(string rest) => Of.IsOlder(rest);
}
